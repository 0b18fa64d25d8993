using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Slow;

namespace DaprProcessing.EndToEnd.Driving;

/// <summary>A slow test on the models of speech and of neural OCR. Where they are not there, the runner says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ModelsFactAttribute : FactAttribute
{
    public ModelsFactAttribute() => Skip = SlowTests.Skipped ?? Models.Missing ?? Models.MissingOcr;
}
