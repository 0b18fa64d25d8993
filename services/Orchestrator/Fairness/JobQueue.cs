using Dapr;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Orchestrator.Jobs;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Jobs;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Orchestrator.Fairness;

/// <summary>
/// Begins so many jobs of a tenant at a time, those with a limit as there are <see cref="JobPlaces"/>, and shares chunks among
/// the large ones: little waits in the stages' queues, and whoever comes next does not stand behind all of it. Kept in memory: a
/// job whose turn is forgotten with its replica has no workflow, and the reconciler begins those.
/// </summary>
internal sealed partial class JobQueue(
    JobLauncher launcher, JobStore jobs, JobPlaces places, TimeProvider time, IOptions<OrchestratorOptions> options,
    ILogger<JobQueue> logger) : PeriodicService(Tick, time, logger)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    // The end of a job is told to the replica where its workflow is; the others look, and soon where they are known to exist.
    private static readonly TimeSpan LookAlone = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookIdle = TimeSpan.FromMinutes(1);

    // A place that another replica gives back is seen by asking only.
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);

    private readonly OrchestratorOptions _options = options.Value;
    private readonly Dictionary<string, TenantJobs> _tenants = [];
    private readonly Lock _gate = new();
    private DateTimeOffset _othersUntil;

    /// <summary>Begins the job, or has it wait for its turn.</summary>
    /// <param name="known">Its record, from whoever has just written it; null to have it read.</param>
    public void Start(JobId job, JobRecord? known)
    {
        lock (_gate)
        {
            var tenant = Of(job.Tenant);
            if (known is not null)
            {
                tenant.Learn(known);
            }

            if (tenant.Awaits(job))
            {
                return;
            }

            if (tenant.IsWaiting || (!tenant.AtWork.ContainsKey(job) && !tenant.HasRoom(_options, Time.GetUtcNow())))
            {
                tenant.Wait(job);
                return;
            }

            tenant.Begin(job, Time.GetUtcNow());
        }

        launcher.Begin(job, known, this);
    }

    /// <summary>
    /// Whether a job whose turn it is may begin: not where its tenant has as many at work, on all replicas together, as it may.
    /// Then it is to be given to <see cref="WaitAgain"/>.
    /// </summary>
    public async Task<bool> TryTakePlaceAsync(JobRecord job, CancellationToken cancellationToken)
    {
        int most;
        lock (_gate)
        {
            var tenant = Of(job.Id.Tenant);
            tenant.Learn(job);
            if (job.Limits?.RunningJobs is null || tenant.MostRunning is not { } limit)
            {
                return true;
            }

            most = limit;
        }

        try
        {
            return await places.TryTakeAsync(job.Id, most, cancellationToken);
        }
        catch (Exception error) when (error is DaprException or RpcException or HttpRequestException)
        {
            // Nobody knows whether one is free.
            LogPlacesUnknown(logger, job.Id, Outage.ReasonOf(error));
            return false;
        }
    }

    /// <summary>It had its turn and found no place: the next one is its.</summary>
    public void WaitAgain(JobId job)
    {
        lock (_gate)
        {
            var tenant = Of(job.Tenant);
            tenant.Wait(job, first: true);
            tenant.FullUntil = Time.GetUtcNow() + AskAgain;
        }
    }

    /// <summary>It has its turn still to come.</summary>
    public bool IsWaiting(JobId job)
    {
        lock (_gate)
        {
            return _tenants.GetValueOrDefault(job.Tenant)?.Awaits(job) == true;
        }
    }

    /// <summary>It is at work, since before this replica knew of it.</summary>
    public void Note(JobRecord record)
    {
        lock (_gate)
        {
            See(record);
        }
    }

    /// <summary>When it began, as far as this replica knows.</summary>
    public DateTimeOffset? BegunAt(JobId job)
    {
        lock (_gate)
        {
            return _tenants.GetValueOrDefault(job.Tenant)?.AtWork.GetValueOrDefault(job)?.Since;
        }
    }

    /// <summary>It has ended: the next one may begin.</summary>
    public void Ended(JobId job)
    {
        launcher.Ended(job);
        lock (_gate)
        {
            Of(job.Tenant).FullUntil = default;
            if (!Forget(job))
            {
                _othersUntil = Time.GetUtcNow() + LookIdle;
            }
        }

        StartNext(job.Tenant);
    }

    /// <summary>How many chunks of a large job may be in the stages: tenants have equal parts, and so have their jobs.</summary>
    public int ChunksOf(JobId job)
    {
        lock (_gate)
        {
            var tenant = Of(job.Tenant);
            tenant.Begin(job, Time.GetUtcNow()).IsLarge = true;
            var tenants = _tenants.Values.Count(other => other.Large > 0);
            return Math.Max(1, _options.ChunksInFlight / tenants / tenant.Large);
        }
    }

    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var job in Unseen())
        {
            if (await jobs.FindAsync(job, cancellationToken) is { } record && !record.Status.IsTerminal())
            {
                Note(record);
            }
            else
            {
                Forget(job);
            }
        }

        foreach (var tenant in Waiting())
        {
            StartNext(tenant);
        }
    }

    private void StartNext(string tenant)
    {
        while (BeginNext(tenant) is { } job)
        {
            launcher.Begin(job, known: null, this);
        }
    }

    private JobId? BeginNext(string tenant)
    {
        lock (_gate)
        {
            return _tenants.GetValueOrDefault(tenant)?.BeginNext(_options, Time.GetUtcNow());
        }
    }

    private List<string> Waiting()
    {
        lock (_gate)
        {
            return [.. _tenants.Where(tenant => tenant.Value.IsWaiting).Select(tenant => tenant.Key)];
        }
    }

    private List<JobId> Unseen()
    {
        var now = Time.GetUtcNow();
        lock (_gate)
        {
            var whileWaiting = now < _othersUntil ? Tick : LookAlone;
            return
            [
                .. from tenant in _tenants.Values
                   let every = tenant.IsWaiting ? whileWaiting : LookIdle
                   from job in tenant.AtWork
                   where now - job.Value.SeenAt >= every
                   select job.Key,
            ];
        }
    }

    private void See(JobRecord record)
    {
        var now = Time.GetUtcNow();
        var known = Of(record.Id.Tenant).Begin(record.Id, now);
        known.SeenAt = now;
        known.IsLarge |= WorkIds.AreMany(record);
    }

    private bool Forget(JobId job)
    {
        lock (_gate)
        {
            var isKnown = _tenants.TryGetValue(job.Tenant, out var tenant) && tenant.Forget(job);
            if (tenant is { IsEmpty: true })
            {
                _tenants.Remove(job.Tenant);
            }

            return isKnown;
        }
    }

    private TenantJobs Of(string tenant) =>
        _tenants.TryGetValue(tenant, out var known) ? known : _tenants[tenant] = new TenantJobs();

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "{Job} waits on: how many of its tenant are at work is not known: {Reason}")]
    private static partial void LogPlacesUnknown(ILogger logger, JobId job, string reason);
}
