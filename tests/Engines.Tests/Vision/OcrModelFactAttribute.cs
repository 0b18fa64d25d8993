using DaprProcessing.TestKit;

namespace DaprProcessing.Engines.Tests.Vision;

/// <summary>A test that needs the models of neural OCR, skipped by name where they are not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OcrModelFactAttribute : FactAttribute
{
    public OcrModelFactAttribute() => Skip = Models.MissingOcr;
}
