namespace DaprProcessing.Platform.Jobs;

/// <summary>The jobs at work of a tenant whose jobs have limits, by their ids.</summary>
public sealed record JobsAtWork(IReadOnlyDictionary<string, JobPlace> Jobs)
{
    public static JobsAtWork None { get; } = new(new Dictionary<string, JobPlace>());

    public long PagesOfOthers(string id) => Jobs.Where(job => job.Key != id).Sum(job => job.Value.Pages);

    public JobsAtWork With(string id, JobPlace place) => new(new Dictionary<string, JobPlace>(Jobs) { [id] = place });
}

/// <param name="Pages">So many pages of the day are kept for it; 0 until they are counted.</param>
/// <param name="SeenAt">When it was last known to be at work.</param>
public sealed record JobPlace(long Pages, DateTimeOffset SeenAt);
