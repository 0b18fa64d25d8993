using DaprProcessing.TestKit;

namespace DaprProcessing.Services.Tests.PdfDocling;

/// <summary>A test that needs the models of neural layout, skipped by name where they are not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LayoutModelFactAttribute : FactAttribute
{
    public LayoutModelFactAttribute() => Skip = Models.MissingLayout;
}
