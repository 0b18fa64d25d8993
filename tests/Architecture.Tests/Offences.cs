namespace DaprProcessing.Architecture.Tests;

internal static class Offences
{
    /// <summary>Fails with all of them, where the assertions of xUnit show five.</summary>
    public static void AreNone(IEnumerable<string> offences)
    {
        var all = offences.ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }
}
