namespace DaprProcessing.Gateway.Compatibility.Options;

/// <summary>An option of docling-serve.</summary>
/// <param name="Default">As JSON: what it is where it is not given.</param>
/// <param name="IsKnown">We do as it says. Other options are checked, accepted, and reported where they ask for
/// something.</param>
/// <param name="Allowed">The names of a choice.</param>
internal sealed record Field(string Name, FieldKind Kind, string Default, bool IsKnown = false, params string[] Allowed);
