using DaprProcessing.Contracts.Problems;
using DaprProcessing.Gateway.Compatibility.Tasks;
using DaprProcessing.Gateway.Intake;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Sources;

namespace DaprProcessing.Gateway.Compatibility.Requests;

/// <summary>
/// Brings a document here. One that cannot be had fails in the result and not in the request, as the original does it: others of
/// the request are none the worse.
/// </summary>
internal sealed class SourceReceiver(UploadSpool spool, HttpSource http)
{
    private const string BackendFailure = "backend_failure";

    public Task<ReceivedSource> FileAsync(string? fileName, Stream content, CancellationToken cancellationToken) =>
        ReceiveAsync(FileName.Clean(fileName), name => spool.SpoolAsync(content, name, cancellationToken));

    /// <param name="headers">Sent with the request.</param>
    public async Task<ReceivedSource> UrlAsync(
        Uri address, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken)
    {
        var name = FileName.Clean(Uri.UnescapeDataString(address.Segments[^1]));
        return await ReceiveAsync(name, async given =>
        {
            try
            {
                return await http.FetchAsync(address, given, cancellationToken, headers);
            }
            catch (ProblemException problem) when (problem.Code == "source_not_allowed")
            {
                // In the original's words; where no URL is allowed at all, its operator is to find out why.
                throw new ProblemException(
                    problem.Status, FailureCodes.SourceUnavailable,
                    $"URL is not allowed: {address}{(http.IsOn ? "" : $" ({problem.Message})")}");
            }
        });
    }

    private static async Task<ReceivedSource> ReceiveAsync(string name, Func<string, Task<SpooledUpload>> receive)
    {
        try
        {
            return new ReceivedSource(name, await receive(name));
        }
        catch (ProblemException problem) when (problem.Code is FailureCodes.UnsupportedMediaType)
        {
            return new ReceivedSource(name, null, SourceFault.NotAllowed(name));
        }
        catch (ProblemException problem) when (problem.Code is FailureCodes.EmptyFile or FailureCodes.EncryptedDocument)
        {
            return new ReceivedSource(name, null, SourceFault.Failure(problem.Message, BackendFailure));
        }
        catch (ProblemException problem) when (
            problem.Code is "upload_too_large" or FailureCodes.SourceUnavailable)
        {
            var category = problem.Code == FailureCodes.SourceUnavailable ? problem.Code : "policy";
            return new ReceivedSource(name, null, SourceFault.Failure(problem.Message, category));
        }
    }
}
