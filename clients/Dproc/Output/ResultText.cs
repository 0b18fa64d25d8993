using System.Text;
using DaprProcessing.Client;

namespace DaprProcessing.Dproc.Output;

/// <summary>A result for people: pages that failed, where text came from, and what there is to get.</summary>
internal static class ResultText
{
    public static string Of(JobResult result)
    {
        var sources = result.TextSources.Select(source => $"{source.Value} from {source.Key}").DefaultIfEmpty("none");
        var pages = result.PagesTotal == 1 ? "1 page" : $"{result.PagesTotal} pages";
        var text = new StringBuilder().Append($"{pages}, {result.PagesFailed} failed; text: {string.Join(", ", sources)}");
        foreach (var page in result.Pages.Where(page => page.Failure is not null))
        {
            text.AppendLine().Append(
                $"  page {page.PageNo}: {page.Failure!.Stage}: {page.Failure.Failure.Code}: {page.Failure.Failure.Message}");
        }

        foreach (var artifact in result.Artifacts)
        {
            text.AppendLine().Append($"  {artifact.Name}  {artifact.MediaType}  {artifact.SizeBytes} bytes");
        }

        return text.ToString();
    }
}
