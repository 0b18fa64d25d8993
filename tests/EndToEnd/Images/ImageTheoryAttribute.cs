namespace DaprProcessing.EndToEnd.Images;

/// <summary>A slow test of root file systems. Where none can be made, the runner says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ImageTheoryAttribute : TheoryAttribute
{
    public ImageTheoryAttribute() => Skip = ImageFactAttribute.WhyNot.Value;
}
