namespace DaprProcessing.Engines.Office;

/// <summary>
/// The settings that LibreOffice finds, made for one run: no macros, no active content, nothing fetched that a file links to,
/// no links brought up to date.
/// </summary>
internal static class OfficeProfile
{
    private const string Scripting = "/org.openoffice.Office.Common/Security/Scripting";
    private const string WriterUpdates = "/org.openoffice.Office.Writer/Content/Update";
    private const string CalcUpdates = "/org.openoffice.Office.Calc/Content/Update";

    private static readonly (string Path, string Name, string Value)[] Settings =
    [
        (Scripting, "MacroSecurityLevel", "3"), (Scripting, "DisableMacrosExecution", "true"),
        (Scripting, "DisableActiveContent", "true"), (Scripting, "BlockUntrustedRefererLinks", "true"),
        // Never, which is another number in each.
        (WriterUpdates, "Link", "2"), (CalcUpdates, "Link", "1"),
        ("/org.openoffice.Office.Common/Misc", "FirstRun", "false"),
        ("/org.openoffice.Office.Recovery/RecoveryInfo", "Enabled", "false"),
    ];

    /// <param name="folder">Of the profile, which is not there yet.</param>
    public static void Write(string folder)
    {
        var user = Directory.CreateDirectory(Path.Combine(folder, "user"));
        var items = Settings.Select(setting =>
            $"<item oor:path=\"{setting.Path}\"><prop oor:name=\"{setting.Name}\" oor:op=\"fuse\"><value>{setting.Value}</value>"
                + "</prop></item>");
        File.WriteAllText(
            Path.Combine(user.FullName, "registrymodifications.xcu"),
            $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <oor:items xmlns:oor="http://openoffice.org/2001/registry">
            {string.Join('\n', items)}
            </oor:items>
            """);
    }
}
