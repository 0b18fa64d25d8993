namespace DaprProcessing.Architecture.Tests.References;

public sealed class ProgramTests
{
    /// <summary>
    /// The engine is referenced so that its program lies beside the others; called, it would parse untrusted bytes in a service.
    /// </summary>
    [Fact]
    public void DocumentEngine_IsStarted_AndNeverCalled() =>
        Offences.AreNone(
            from file in Repository.CSharp
            where file.Split('/')[0] is "services" or "platform" or "local"
            where !file.StartsWith("platform/DocumentEngine/", StringComparison.Ordinal)
            where Repository.Read(file).Contains("DaprProcessing.DocumentEngine", StringComparison.Ordinal)
            select $"{file} names DaprProcessing.DocumentEngine");
}
