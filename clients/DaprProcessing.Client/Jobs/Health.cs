namespace DaprProcessing.Client;

/// <summary>Whether the platform takes jobs.</summary>
/// <param name="Description">Why not, in a few words.</param>
public sealed record Health(bool IsReady, string Description);
