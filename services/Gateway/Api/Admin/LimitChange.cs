using System.Text.Json.Serialization;
using DaprProcessing.Gateway.Limits;

namespace DaprProcessing.Gateway.Api.Admin;

/// <summary>A change of a tenant's limits: what is absent stays as it is, and null takes a limit away.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed class LimitChange
{
    // Only a member that is there is set: that tells null from nothing.
    private readonly Dictionary<string, object?> _given = [];

    public int? RequestsPerMinute
    {
        get => Given<int?>(nameof(RequestsPerMinute), null);
        set => _given[nameof(RequestsPerMinute)] = value;
    }

    public int? OpenJobs
    {
        get => Given<int?>(nameof(OpenJobs), null);
        set => _given[nameof(OpenJobs)] = value;
    }

    public int? RunningJobs
    {
        get => Given<int?>(nameof(RunningJobs), null);
        set => _given[nameof(RunningJobs)] = value;
    }

    public int? QueuedJobs
    {
        get => Given<int?>(nameof(QueuedJobs), null);
        set => _given[nameof(QueuedJobs)] = value;
    }

    public long? BytesPerDay
    {
        get => Given<long?>(nameof(BytesPerDay), null);
        set => _given[nameof(BytesPerDay)] = value;
    }

    public long? PagesPerDay
    {
        get => Given<long?>(nameof(PagesPerDay), null);
        set => _given[nameof(PagesPerDay)] = value;
    }

    public int? RetentionDays
    {
        get => Given<int?>(nameof(RetentionDays), null);
        set => _given[nameof(RetentionDays)] = value;
    }

    /// <summary>The limits that hold after the change.</summary>
    public TenantLimits Over(TenantLimits known) => new()
    {
        RequestsPerMinute = Given(nameof(RequestsPerMinute), known.RequestsPerMinute),
        OpenJobs = Given(nameof(OpenJobs), known.OpenJobs),
        RunningJobs = Given(nameof(RunningJobs), known.RunningJobs),
        QueuedJobs = Given(nameof(QueuedJobs), known.QueuedJobs),
        BytesPerDay = Given(nameof(BytesPerDay), known.BytesPerDay),
        PagesPerDay = Given(nameof(PagesPerDay), known.PagesPerDay),
        RetentionDays = Given(nameof(RetentionDays), known.RetentionDays),
    };

    private T Given<T>(string name, T otherwise) => _given.TryGetValue(name, out var value) ? (T)value! : otherwise;
}
