using DaprProcessing.Audio.Timing;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Api.Jobs;

namespace DaprProcessing.Gateway.Progress;

/// <summary>How far a job is.</summary>
/// <param name="QueuePosition">
/// Jobs of the tenant that were accepted before and have not ended; absent once pages are done.
/// </param>
/// <param name="ImagesReady">So many page images from the job's first page on can be fetched already.</param>
/// <param name="AudioReady">So many passages of speech from the first on can be heard already.</param>
/// <param name="Chapters">Those of which a passage can be heard; absent where nothing is read aloud.</param>
/// <param name="EtaSeconds">Until the end, by how fast the pages so far were done; absent where it is too early to say.</param>
internal sealed record JobEvent(
    string Id, JobStatus Status, int? QueuePosition, PagesView? Pages, IReadOnlyList<StageView> Stages, int ImagesReady,
    int AudioReady, IReadOnlyList<BegunChapter>? Chapters, int? EtaSeconds, FailureView? Error)
{
    private static readonly TimeSpan TooEarly = TimeSpan.FromSeconds(2);

    /// <summary>How much of the work is done, every stage counting alike; 0 to 1.</summary>
    public static double DoneOf(JobView job) => job.Stages.Count == 0 ? 0
        : job.Stages.Average(stage => stage.PagesTotal is > 0 and var total ? (double)stage.PagesDone / total : 0);

    public static JobEvent Of(
        JobView job, int? ahead, int imagesReady, int audioReady, IReadOnlyList<BegunChapter>? chapters,
        DateTimeOffset now) => new(
        job.Id, job.Status, ahead, job.Pages, job.Stages, imagesReady, audioReady, chapters, EtaOf(job, now), job.Error);

    /// <summary>Seconds until the end; null where it is too early to say.</summary>
    public static int? EtaOf(JobView job, DateTimeOffset now)
    {
        var (done, elapsed) = (DoneOf(job), now - (job.StartedAt ?? now));
        return job.Status != JobStatus.Running || done is <= 0 or > 1 || elapsed < TooEarly ? null
            : (int)Math.Ceiling(elapsed.TotalSeconds * (1 - done) / done);
    }
}
