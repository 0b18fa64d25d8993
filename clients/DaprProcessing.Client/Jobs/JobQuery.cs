namespace DaprProcessing.Client;

/// <summary>Which jobs to list; everything left out lists all.</summary>
public sealed record JobQuery
{
    /// <summary>Only jobs in this state.</summary>
    public JobStatus? Status { get; init; }

    /// <summary>Only jobs of this pipeline.</summary>
    public string? Pipeline { get; init; }

    /// <summary>Only jobs accepted after this instant.</summary>
    public DateTimeOffset? CreatedAfter { get; init; }

    /// <summary>
    /// Jobs per request, 1 to 500; the platform takes 50 where nothing is said. It bounds an answer, not the list.
    /// </summary>
    public int? PageSize { get; init; }
}
