using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Results;

namespace DaprProcessing.Orchestrator.Jobs;

/// <summary>What an ended job counts for: by its record and, where there is a result, what that says of it.</summary>
internal static class JobUsage
{
    public static UsageDay Of(JobRecord ended, ResultTotals? totals)
    {
        var pages = totals?.TextSources.ToDictionary(kind => kind.Key, kind => (long)kind.Value) ?? [];
        if (ended.PagesFailed > 0)
        {
            pages[UsageDay.FailedPages] = ended.PagesFailed;
        }

        if (totals is not null && ended.PagesTotal - totals.PagesCarried - pages.Values.Sum() is > 0 and var rest)
        {
            // Pages that nobody read the text of: images of pages only.
            pages["image"] = rest;
        }

        return new UsageDay(
            new Dictionary<string, long> { [ended.Status.Name()] = 1 }, ended.Source.SizeBytes, pages, totals?.AudioSeconds ?? 0);
    }
}
