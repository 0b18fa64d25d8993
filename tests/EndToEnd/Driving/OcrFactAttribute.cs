using DaprProcessing.TestKit;

namespace DaprProcessing.EndToEnd.Driving;

/// <summary>A test on the models of neural OCR. Where they are not there, the runner says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OcrFactAttribute : FactAttribute
{
    public OcrFactAttribute() => Skip = Models.MissingOcr;
}
