using Dapr.Workflow;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Orchestrator.Activities;

namespace DaprProcessing.Orchestrator.Workflows;

/// <summary>
/// Sends chunks through the stages, a few at a time, and the next as reports come: a large document does not fill the stages'
/// queues. How many, the activity decides, by what else is at work. A chunk that is not heard of is sent again, after ever longer
/// waits, until the job's deadline.
/// </summary>
internal sealed class ChunkWindow
{
    private readonly WorkflowContext _context;
    private readonly ChunkGroup _group;
    private readonly List<Chunk> _chunks;

    // What was in the stages after the last sending: the next is worth its call once half of it is done.
    private int _filled;

    public ChunkWindow(WorkflowContext context, ChunkGroup group, IReadOnlyList<PageRange> chunks)
    {
        (_context, _group) = (context, group);
        _chunks = [.. chunks.Select(chunk => new Chunk(chunk, context.WaitForReportAsync(chunk.ChunkId)))];
    }

    private PhasePlan Plan => _group.Plan;

    /// <summary>The chunks' reports, in order; unfinished where the deadline came first.</summary>
    public async Task<IReadOnlyList<Task<ChunkReport>>> RunAsync()
    {
        using var over = new CancellationTokenSource();
        Task? timer = null;
        while (_chunks.Exists(chunk => !chunk.IsDone) && _context.CurrentUtcDateTime < Plan.Deadline)
        {
            var done = _chunks.Count(chunk => chunk.IsDone);
            await FillAsync();
            await SendOverdueAsync();
            if (_chunks.Count(chunk => chunk.IsDone) > done)
            {
                // Reported while others were sent: there may be room for more, and nobody will wake us for it again.
                continue;
            }

            timer ??= _context.CreateTimer(NextLook(), over.Token);
            await Task.WhenAny(_chunks.Where(chunk => chunk.IsAtWork).Select(chunk => (Task)chunk.Report).Append(timer));
            timer = timer.IsCompleted ? null : timer;
        }

        // Not CancelAsync: that goes on another thread, and a workflow may only wait for what its history knows.
        over.Cancel();
        return [.. _chunks.Select(chunk => chunk.Report)];
    }

    private async Task FillAsync()
    {
        var atWork = _chunks.Count(chunk => chunk.IsAtWork);
        var next = _chunks.Where(chunk => chunk is { IsDone: false, Dispatch: 0 }).Take(Plan.ChunksInFlight - atWork).ToList();
        if (next.Count == 0 || atWork > _filled / 2)
        {
            return;
        }

        var sent = await SendAsync(next, dispatch: 1, atWork);
        next.Take(sent).ToList().ForEach(chunk => chunk.Sent(_context.CurrentUtcDateTime));
        _filled = atWork + sent;
    }

    private async Task SendOverdueAsync()
    {
        var now = _context.CurrentUtcDateTime;
        var overdue = _chunks.Where(chunk => chunk.IsAtWork && chunk.DueAt(Plan.RedispatchAfter) <= now);
        foreach (var alike in overdue.GroupBy(chunk => chunk.Dispatch).ToList())
        {
            await SendAsync([.. alike], alike.Key + 1, atWork: null);
            alike.ToList().ForEach(chunk => chunk.Sent(now));
        }
    }

    private Task<int> SendAsync(IReadOnlyList<Chunk> chunks, int dispatch, int? atWork) => _context.CallActivityAsync<int>(
        nameof(DispatchChunksActivity),
        new ChunkDispatch(
            _group.Job, _context.InstanceId, Plan, [.. chunks.Select(chunk => chunk.Range)], dispatch)
        {
            AtWork = atWork, Beside = _group.Beside,
        },
        Retries.OfActivities);

    private DateTime NextLook()
    {
        var due = _chunks.Where(chunk => chunk.IsAtWork).Select(chunk => chunk.DueAt(Plan.RedispatchAfter))
            .DefaultIfEmpty(_context.CurrentUtcDateTime + Plan.RedispatchAfter).Min();
        return due < Plan.Deadline ? due : Plan.Deadline;
    }

    private sealed class Chunk(PageRange range, Task<ChunkReport> report)
    {
        private DateTime _sentAt;

        public PageRange Range => range;

        public Task<ChunkReport> Report => report;

        /// <summary>How often it was sent.</summary>
        public int Dispatch { get; private set; }

        public bool IsDone => report.IsCompleted;

        public bool IsAtWork => Dispatch > 0 && !report.IsCompleted;

        public void Sent(DateTime now) => (Dispatch, _sentAt) = (Dispatch + 1, now);

        public DateTime DueAt(TimeSpan redispatchAfter) => _sentAt + (redispatchAfter * Math.Pow(2, Dispatch - 1));
    }
}
