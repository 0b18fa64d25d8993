using DaprProcessing.TestKit;

namespace DaprProcessing.Engines.Tests.Speech;

/// <summary>A test that needs a voice and a recogniser, skipped by name where they are not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ModelFactAttribute : FactAttribute
{
    public ModelFactAttribute() => Skip = Models.Missing;
}
