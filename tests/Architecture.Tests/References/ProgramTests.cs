namespace DaprProcessing.Architecture.Tests.References;

public sealed class ProgramTests
{
    /// <summary>
    /// The engine is referenced so that its program lies beside the others; called, it would parse untrusted bytes in a service.
    /// </summary>
    [Theory]
    [InlineData("DocumentEngine")]
    [InlineData("MarkupEngine")]
    [InlineData("SpeechEngine")]
    [InlineData("VisionEngine")]
    public void Engine_IsStarted_AndNeverCalled(string engine) =>
        Offences.AreNone(
            from file in Repository.CSharp
            where file.Split('/')[0] is "services" or "platform" or "local"
            where !file.StartsWith($"platform/{engine}/", StringComparison.Ordinal)
            where Repository.Read(file).Contains($"DaprProcessing.{engine}", StringComparison.Ordinal)
            select $"{file} names DaprProcessing.{engine}");
}
