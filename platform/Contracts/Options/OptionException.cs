namespace DaprProcessing.Contracts.Options;

/// <summary>An option that is unknown or has a value that is not allowed; the message is fit for the caller.</summary>
/// <param name="place">What the option is called.</param>
/// <param name="problem">What is wrong with it, and what would be right.</param>
public sealed class OptionException(string place, string problem) : Exception($"The option '{place}' {problem}.")
{
    public bool IsUnknown { get; init; }
}
