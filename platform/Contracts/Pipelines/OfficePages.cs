using System.Text.Json;
using System.Text.Json.Nodes;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Jobs;

namespace DaprProcessing.Contracts.Pipelines;

/// <summary>
/// Page images of documents that flow: a phase of their own, in which the file is laid out once and the pages of that are drawn.
/// A document has other units than it has pages once it is laid out.
/// </summary>
public static class OfficePages
{
    /// <summary>
    /// The option of <see cref="AppIds.PdfToPng"/> that asks for them where the pipeline makes other things, too.
    /// </summary>
    public const string Option = "officePages";

    /// <summary>The program that lays the file out, as health reports name it; null where none does.</summary>
    public static string? ProgramOf(string mediaType) => mediaType switch
    {
        MediaTypes.Docx or MediaTypes.Odt => "libreoffice-writer",
        MediaTypes.Xlsx => "libreoffice-calc",
        MediaTypes.Pptx => "libreoffice-impress",
        _ => null,
    };

    /// <summary>Who runs a pipeline that makes nothing but page images has asked for them.</summary>
    public static bool AreWanted(IReadOnlyList<Phase> phases, JobOptions options, string mediaType) =>
        MediaTypes.IsFlow(mediaType) && phases[0] is { Cut: null } first && first.Stages.Contains(AppIds.PdfToPng)
        && (first.Stages.Count == 1 || IsChosen(options));

    /// <summary>The phases of a job that wants them.</summary>
    public static IReadOnlyList<Phase> PhasesOf(IReadOnlyList<Phase> phases, string mediaType)
    {
        var others = phases[0].Stages.Where(stage => stage != AppIds.PdfToPng).ToList();
        return others.Count == 0 ? [phases[0] with { Cut = AppIds.PdfToPng, OfPages = true }, .. phases.Skip(1)]
            : [
                phases[0] with { Stages = others }, .. phases.Skip(1),
                new Phase([AppIds.PdfToPng], AppIds.PdfToPng, AppIds.PdfToPng)
                {
                    // A slide is a page; the sheets and the text of other files have as many as they fill.
                    OfPages = mediaType == MediaTypes.Pptx,
                },
            ];
    }

    /// <summary>The options of a job that wants them, with that said to the stage.</summary>
    public static JobOptions Chosen(JobOptions options)
    {
        var chosen = options.Stages.TryGetValue(AppIds.PdfToPng, out var known) ? JsonObject.Create(known)! : [];
        chosen[Option] = true;
        return options with
        {
            Stages = new Dictionary<string, JsonElement>(options.Stages)
            {
                [AppIds.PdfToPng] = JsonSerializer.SerializeToElement(chosen),
            },
        };
    }

    private static bool IsChosen(JobOptions options) => options.Stages.TryGetValue(AppIds.PdfToPng, out var chosen)
        && chosen.TryGetProperty(Option, out var wanted) && wanted.ValueKind == JsonValueKind.True;
}
