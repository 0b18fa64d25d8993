using System.CommandLine;

namespace DaprProcessing.Dproc.Commands;

/// <summary><c>completion</c>: a script that has a shell complete commands and options; what there is, it asks dproc.</summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["bash"] = """
            _dproc() {
              local IFS=$'\n'
              COMPREPLY=($(compgen -W "$(dproc "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _dproc dproc
            """,
        ["zsh"] = """
            _dproc() {
              compadd -- ${(f)"$(dproc "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)"}
              _files
            }
            compdef _dproc dproc
            """,
        ["fish"] = """
            complete -c dproc -a '(dproc "[suggest:"(commandline -C)"]" (commandline) 2>/dev/null)'
            """,
    };

    public static Command Describe(TextWriter output)
    {
        var shell = new Argument<string>("shell") { Description = $"One of: {string.Join(", ", Scripts.Keys)}." };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var command = new Command(
            "completion", "Print a script that has a shell complete what is typed: eval \"$(dproc completion bash)\".") { shell };
        command.SetAction((parsed, _) => output.WriteLineAsync(Scripts[parsed.GetRequiredValue(shell)]));
        return command;
    }
}
