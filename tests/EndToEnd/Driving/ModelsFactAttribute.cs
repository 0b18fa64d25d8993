using DaprProcessing.TestKit;

namespace DaprProcessing.EndToEnd.Driving;

/// <summary>A test on the models of speech and of neural OCR. Where they are not there, the runner says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ModelsFactAttribute : FactAttribute
{
    public ModelsFactAttribute() => Skip = Models.Missing ?? Models.MissingOcr;
}
