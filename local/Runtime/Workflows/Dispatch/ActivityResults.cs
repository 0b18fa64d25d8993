using DaprProcessing.Local.Runtime.Protos.TaskHub;
using DaprProcessing.Local.Runtime.Workflows.Store;

namespace DaprProcessing.Local.Runtime.Workflows.Dispatch;

/// <summary>A worker's answer to an activity that waits for the turn that consumes it.</summary>
internal sealed class ActivityResult(ActivityKey key, ActivityRequest request, ActivityResponse response, HistoryEvent completed)
{
    // Continuations must not run on the thread that commits.
    private readonly TaskCompletionSource _durable = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ActivityKey Key => key;
    public ActivityRequest Request => request;
    public ActivityResponse Response => response;

    /// <summary>What the workflow's history says of it.</summary>
    public HistoryEvent Completed => completed;

    public int Bytes { get; } = completed.CalculateSize();

    /// <summary>Ends once a kill cannot lose the result any more; only then is the worker answered.</summary>
    public Task Durable => _durable.Task;

    public void SetDurable() => _durable.TrySetResult();
}

/// <summary>
/// Results in memory until a turn takes them: stored with that turn, they cost no commit of their own. Whoever takes results
/// has to store them or put them back, so that each is stored once.
/// </summary>
internal sealed class ActivityResults
{
    private readonly Dictionary<long, List<ActivityResult>> _byInstance = [];
    private readonly Lock _lock = new();

    public void Add(ActivityResult result)
    {
        lock (_lock)
        {
            if (!_byInstance.TryGetValue(result.Key.Instance, out var results))
            {
                _byInstance.Add(result.Key.Instance, results = []);
            }

            results.Add(result);
        }
    }

    public IReadOnlyList<ActivityResult> Take(long instance)
    {
        lock (_lock)
        {
            return _byInstance.Remove(instance, out var results) ? results : [];
        }
    }

    /// <summary>Takes the one result, if no turn has taken it.</summary>
    public void Remove(ActivityResult result)
    {
        lock (_lock)
        {
            if (_byInstance.TryGetValue(result.Key.Instance, out var results) && results.Remove(result) && results.Count == 0)
            {
                _byInstance.Remove(result.Key.Instance);
            }
        }
    }

    public List<ActivityResult> TakeAll()
    {
        lock (_lock)
        {
            List<ActivityResult> all = [.. _byInstance.Values.SelectMany(results => results)];
            _byInstance.Clear();
            return all;
        }
    }

    public void PutBack(IReadOnlyList<ActivityResult> taken)
    {
        lock (_lock)
        {
            foreach (var results in taken.GroupBy(result => result.Key.Instance))
            {
                _byInstance[results.Key] = [.. results, .. _byInstance.GetValueOrDefault(results.Key, [])];
            }
        }
    }
}
