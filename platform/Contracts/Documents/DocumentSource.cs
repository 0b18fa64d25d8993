namespace DaprProcessing.Contracts.Documents;

/// <summary>A document in the hands of a stage or an engine.</summary>
/// <param name="Path">A local file, readable by the engine process.</param>
/// <param name="MediaType">As sniffed: one of <see cref="MediaTypes"/>.</param>
/// <param name="Password">Opens an encrypted PDF; never logged.</param>
public sealed record DocumentSource(string Path, string MediaType, string? Password = null)
{
    public override string ToString() => $"{MediaType} document";
}
