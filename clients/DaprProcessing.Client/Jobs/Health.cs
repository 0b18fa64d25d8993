using System.Net;

namespace DaprProcessing.Client;

/// <summary>Whether the platform takes jobs.</summary>
/// <param name="Description">Why not, in a few words.</param>
public sealed record Health(bool IsReady, string Description)
{
    /// <summary>
    /// What is at the address has answered, with this: 503 from a platform that runs and cannot take jobs. Null where nobody
    /// answers.
    /// </summary>
    public HttpStatusCode? Status { get; init; }
}
