using System.Text;
using System.Text.Json;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Stages.Cuts;

namespace DaprProcessing.Tts;

/// <summary>What an earlier phase has had written on pages.</summary>
internal static class PageCommentaries
{
    /// <returns>By page number.</returns>
    public static async Task<IReadOnlyDictionary<int, string>> ReadAsync(CutContext cut, CancellationToken cancellationToken)
    {
        var texts = new Dictionary<int, string>();
        if (await cut.FindArtifactAsync(JobResult.Name, cancellationToken) is not { } found)
        {
            return texts;
        }

        var result = JsonSerializer.Deserialize<JobResult>(found.Span, ServiceHost.Json)!;
        foreach (var pageNo in result.Pages.Where(IsWritten).Select(page => page.PageNo))
        {
            var text = await cut.ReadArtifactAsync(PageCommentary.ArtifactName(pageNo), cancellationToken);
            texts.Add(pageNo, Encoding.UTF8.GetString(text.Span));
        }

        return texts;
    }

    private static bool IsWritten(PageResult page) =>
        page.Outputs.TryGetValue(PageCommentary.Output, out var facts)
        && facts.Deserialize<PageCommentary>(ServiceHost.Json) is { Failure: null };
}
