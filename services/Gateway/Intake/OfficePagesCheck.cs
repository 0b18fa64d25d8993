using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Gateway.Health;
using DaprProcessing.Gateway.Problems;

namespace DaprProcessing.Gateway.Intake;

/// <summary>
/// Refuses page images that cannot be made here before there is a job. What no replica says now, the job's end says.
/// </summary>
internal sealed class OfficePagesCheck(ServiceProbe services) : ISubmissionCheck
{
    public async Task CheckAsync(Submission submission, CancellationToken cancellationToken)
    {
        var mediaType = submission.Upload.MediaType;
        if (!OfficePages.AreWanted(submission.Pipeline.Phases, submission.Options, mediaType))
        {
            return;
        }

        if (OfficePages.ProgramOf(mediaType) is not { } program)
        {
            throw new ProblemException(
                StatusCodes.Status415UnsupportedMediaType, FailureCodes.UnsupportedMediaType,
                $"Page images are made of DOCX, PPTX, XLSX and ODT, not of {mediaType}; leave 'officePages' out.");
        }

        var health = await services.AskAsync(AppIds.PdfToPng, cancellationToken);
        if (health?.Parts.FirstOrDefault(part => part.Name == program)?.Trouble is { } trouble)
        {
            throw new ProblemException(
                StatusCodes.Status422UnprocessableEntity, FailureCodes.EngineUnavailable,
                $"Page images of this file need {program}, which is {trouble}. Send a PDF of it; text needs no suite.");
        }
    }
}
