namespace DaprProcessing.Client.Tests.Dproc;

/// <summary>The command line as it is built, in its own folder.</summary>
internal static class DprocProgram
{
    public static string Path
    {
        get
        {
            var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
            return System.IO.Path.Combine(own.Parent!.Parent!.FullName, "Dproc", own.Name, "dproc");
        }
    }
}
