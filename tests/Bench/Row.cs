namespace DaprProcessing.Bench;

/// <summary>One line of the table: what was measured, here and with the usual tool in the same run.</summary>
/// <param name="Work">What was done, in a few words.</param>
/// <param name="Ours">The figure of this project.</param>
/// <param name="Unit">Of both figures, for example <c>pages/s</c>.</param>
/// <param name="Peer">The figure of the tool it is compared with; null where there is none.</param>
/// <param name="PeerName">The command line of that tool in short.</param>
/// <param name="HigherIsBetter">Turns the ratio the right way around: above 1 is always good.</param>
/// <param name="Note">Pages, repeats and other circumstances.</param>
internal sealed record Row(
    string Work, double Ours, string Unit, double? Peer = null, string PeerName = "", bool HigherIsBetter = true, string Note = "")
{
    public double? Ratio => Peer is { } peer && peer > 0 && Ours > 0 ? (HigherIsBetter ? Ours / peer : peer / Ours) : null;
}
