using DaprProcessing.Contracts.Jobs;

namespace DaprProcessing.Contracts.Messages;

/// <summary>What every message starts with.</summary>
/// <param name="Job">Tenant and job.</param>
/// <param name="CreatedAt">When the message was made.</param>
/// <param name="ExpiresAt">When the job is removed, and with it every record that work on it leaves.</param>
/// <param name="SchemaVersion">Raised when a reader of the old form would misread the new one.</param>
public sealed record EventHeader(
    JobId Job, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, int SchemaVersion = EventHeader.CurrentSchema)
{
    public const int CurrentSchema = 3;
}
