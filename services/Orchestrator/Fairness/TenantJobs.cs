using DaprProcessing.Contracts.Jobs;

namespace DaprProcessing.Orchestrator.Fairness;

/// <summary>The jobs of a tenant that this replica knows of: those at work, and those that wait for their turn.</summary>
internal sealed class TenantJobs
{
    private readonly Dictionary<JobId, JobAtWork> _atWork = [];
    private readonly LinkedList<JobId> _waiting = [];

    // Tens of thousands may wait, and each is asked for in every round of the reconciler.
    private readonly Dictionary<JobId, LinkedListNode<JobId>> _places = [];

    private DateTimeOffset _newest;

    public IReadOnlyDictionary<JobId, JobAtWork> AtWork => _atWork;

    public bool IsWaiting => _waiting.Count > 0;

    public bool IsEmpty => _atWork.Count == 0 && _waiting.Count == 0;

    /// <summary>How many may be at work, by the newest job that is known; null for as many as the platform takes.</summary>
    public int? MostRunning { get; private set; }

    /// <summary>All places were taken, by what other replicas have begun: until then nobody need ask again.</summary>
    public DateTimeOffset FullUntil { get; set; }

    public int Large => _atWork.Values.Count(job => job.IsLarge);

    public bool Awaits(JobId job) => _places.ContainsKey(job);

    /// <summary>A change of the tenant's limit holds for jobs that wait, too.</summary>
    public void Learn(JobRecord job)
    {
        if (job.CreatedAt >= _newest)
        {
            (_newest, MostRunning) = (job.CreatedAt, job.Limits?.RunningJobs);
        }
    }

    public JobAtWork Begin(JobId job, DateTimeOffset now)
    {
        Leave(job);
        if (!_atWork.TryGetValue(job, out var known))
        {
            _atWork[job] = known = new JobAtWork { Since = now, SeenAt = now };
        }

        return known;
    }

    public void Wait(JobId job, bool first = false)
    {
        _atWork.Remove(job);
        Leave(job);
        _places[job] = first ? _waiting.AddFirst(job) : _waiting.AddLast(job);
    }

    /// <summary>False where nobody knows the job.</summary>
    public bool Forget(JobId job) => _atWork.Remove(job) | Leave(job);

    /// <summary>The next one, now at work; null where none waits, or enough are at work.</summary>
    public JobId? BeginNext(OrchestratorOptions options, DateTimeOffset now)
    {
        if (_waiting.First is not { Value: var next } || !HasRoom(options, now))
        {
            return null;
        }

        Begin(next, now);
        return next;
    }

    /// <summary>
    /// Large jobs wait for their chunks and do not keep a small one from beginning, until there are more than chunks for them.
    /// </summary>
    public bool HasRoom(OrchestratorOptions options, DateTimeOffset now)
    {
        if (now < FullUntil || _atWork.Count >= MostRunning)
        {
            return false;
        }

        var large = _atWork.Values.Count(job => job.IsLarge || now - job.Since > JobAtWork.Long);
        return _atWork.Count - Math.Min(large, options.ChunksInFlight) < options.JobsAtOnce;
    }

    private bool Leave(JobId job)
    {
        if (!_places.Remove(job, out var place))
        {
            return false;
        }

        _waiting.Remove(place);
        return true;
    }
}

/// <summary>What is known of a job at work.</summary>
internal sealed class JobAtWork
{
    /// <summary>Whoever takes so long is not small, however few chunks it has.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromSeconds(5);

    public required DateTimeOffset Since { get; init; }

    /// <summary>When its record was last looked at.</summary>
    public DateTimeOffset SeenAt { get; set; }

    /// <summary>It has more than one chunk.</summary>
    public bool IsLarge { get; set; }
}
