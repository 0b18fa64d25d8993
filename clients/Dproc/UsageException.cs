namespace DaprProcessing.Dproc;

/// <summary>What was asked for cannot be meant.</summary>
internal sealed class UsageException(string message) : Exception(message);
