using System.Runtime.CompilerServices;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Api.Jobs;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Gateway.Progress;

/// <summary>
/// A job's progress as it goes, until it has ended. It is read from the records that workers write, so that any replica can tell
/// it and a caller may go on at another.
/// </summary>
internal sealed class JobFeed
{
    private static readonly TimeSpan Quickest = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(1);

    private readonly Shared<JobId, JobView> _jobs;
    private readonly IObjectStore _objects;
    private readonly Queue _queue;
    private readonly TimeProvider _time;

    public JobFeed(JobWatcher watcher, ProgressStore progress, IObjectStore objects, Queue queue, TimeProvider time)
    {
        (_objects, _queue, _time) = (objects, queue, time);
        _jobs = new Shared<JobId, JobView>(Quickest, time, async job =>
        {
            var record = await watcher.FindAsync(job, CancellationToken.None);
            return JobView.Of(
                record, record.Status.IsTerminal() ? JobProgress.Empty
                    : await progress.GetAsync(job, CancellationToken.None));
        });
    }

    /// <summary>What has changed since, first of all everything; null after each look that found nothing new.</summary>
    /// <remarks>Ends after the job's end was told, or with the job itself where that is deleted meanwhile.</remarks>
    public async IAsyncEnumerable<JobEvent?> FollowAsync(
        JobRecord job, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var hasImages = job.Artifacts.Contains(PageImages.Folder);
        var hasAudio = job.Artifacts.Contains(AudioParts.Folder);
        var chapters = new BegunChapters(_objects, job.Id);
        var (images, parts, pause, last) = ((Count: 0, LastPageNo: 0), 0, Quickest, (JobEvent?)null);
        while (true)
        {
            var view = await _jobs.GetAsync(job.Id, cancellationToken);
            images = hasImages && !view.Status.IsTerminal()
                ? await PageImages.CountAsync(_objects, job, images, cancellationToken) : images;
            parts = hasAudio && !view.Status.IsTerminal()
                ? await AudioParts.CountAsync(_objects, job.Id, parts, cancellationToken) : parts;
            await chapters.LookAsync(parts, cancellationToken);
            int? ahead = view.Status.IsTerminal() || JobEvent.DoneOf(view) > 0 ? null
                : await _queue.AheadOfAsync(job.Id, cancellationToken);
            var next = JobEvent.Of(view, ahead, images.Count, parts, chapters.Known, _time.GetUtcNow());
            var isNew = last is null || !IsSame(last, next);
            (last, pause) = (next, isNew ? Quickest : pause * 1.3 < Slowest ? pause * 1.3 : Slowest);
            yield return isNew ? next : null;
            if (view.Status.IsTerminal())
            {
                yield break;
            }

            await Task.Delay(pause, _time, cancellationToken);
        }
    }

    // The estimate alone is no news: it changes with the clock.
    private static bool IsSame(JobEvent one, JobEvent other) =>
        one with { EtaSeconds = null, Stages = other.Stages } == other with { EtaSeconds = null }
        && one.Stages.SequenceEqual(other.Stages);
}
