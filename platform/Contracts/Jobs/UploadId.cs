namespace DaprProcessing.Contracts.Jobs;

/// <summary>
/// A document that a tenant has uploaded for jobs to come. As unguessable as a job's id, and as private to the tenant.
/// </summary>
public readonly record struct UploadId(string Tenant, string Id)
{
    public static UploadId New(string tenant) => new(tenant, JobId.New(tenant).Id);

    /// <summary>False for anything this platform cannot have issued; such an id never reaches a store.</summary>
    public static bool IsWellFormed(string id) => JobId.IsWellFormed(id);

    public override string ToString() => $"{Tenant}/{Id}";
}
