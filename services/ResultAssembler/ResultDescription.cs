using System.Text.Json;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Platform.Hosting;

namespace DaprProcessing.ResultAssembler;

/// <summary>Writes <c>result.json</c>: what became of every page, and which artifacts there are.</summary>
internal static class ResultDescription
{
    public static Task WriteAsync(
        AssemblyWork work, IReadOnlyList<PageWork> pages, IReadOnlyList<string> errors, ArtifactWriter artifacts,
        CancellationToken cancellationToken)
    {
        var result = new JobResult(
            work.Pipeline, pages.Count, pages.Count(page => page.Failure is not null), TextSources(pages),
            [.. pages.Select(Describe)],
            [.. artifacts.Written], errors);
        return artifacts.WriteJsonAsync(JobResult.Name, result, cancellationToken);
    }

    private static PageResult Describe(PageWork page) => new(page.PageNo, page.Failure)
    {
        Outputs = page.Outputs.Where(output => output.Value.Facts is not null).ToDictionary(
            output => output.Key, output => output.Value.Facts!.Value),
    };

    private static SortedDictionary<string, int> TextSources(IEnumerable<PageWork> pages) => new(
        pages.Select(page => page.Output(PageText.Output)?.Facts).OfType<JsonElement>()
            .CountBy(facts => facts.GetProperty("source").GetString()!).ToDictionary(), StringComparer.Ordinal);
}
