using DaprProcessing.TestKit;

namespace DaprProcessing.Engines.Tests.Vision;

/// <inheritdoc cref="OcrModelFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OcrModelTheoryAttribute : TheoryAttribute
{
    public OcrModelTheoryAttribute() => Skip = Models.MissingOcr;
}
