using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Tools;
using DaprProcessing.TestKit;
using DaprProcessing.Tts;
using DaprProcessing.Tts.Engines;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Services.Tests.Tts;

/// <summary>The engine chatllm against a program that behaves as its command line does, well and badly.</summary>
public sealed class ChatLlmTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ToolRunner _tools = new();

    [Fact]
    public async Task Program_IsGivenModelVoiceTextAndChoices()
    {
        var arguments = _folder.File("arguments");
        var program = Script($$"""for a in "$@"; do printf '%s\n' "$a"; done >{{arguments}}; printf 'abcd' >"$8" """);

        Assert.Equal(24000, await SpeakAsync(program));

        Assert.Equal("abcd", await File.ReadAllTextAsync(Output));
        Assert.Equal(
            [
                "-m", Path.GetFullPath("voice.bin"), "--snac_model", "/models/snac.bin", "-p", "{tara}: Say \"hello\"; $HOME.",
                "--tts_export", Output, "--seed", "7", "-ngl", "99", "--top_p", "0.9",
                "--repetition_penalty", "1.1", "--temp", "0.2",
            ],
            await File.ReadAllLinesAsync(arguments));
    }

    [Theory]
    [InlineData("exit 3", FailureCodes.EngineCrash)]
    [InlineData("kill -SEGV $$", FailureCodes.EngineCrash)]
    [InlineData("exit 0", FailureCodes.EngineAnswerInvalid)]
    [InlineData("printf abc >\"$8\"", FailureCodes.EngineAnswerInvalid)]
    [InlineData("sleep 300", FailureCodes.EngineTimeout)]
    public async Task Program_ThatFails_IsATypedFailure(string script, string code)
    {
        var error = await Assert.ThrowsAsync<FailureException>(() => SpeakAsync(Script(script)));

        Assert.Equal((code, false), (error.Failure.Code, error.Failure.Retryable));
    }

    [Fact]
    public async Task Program_ThatIsNotThere_IsNamed()
    {
        var error = await Assert.ThrowsAsync<FailureException>(() => SpeakAsync(_folder.File("none")));

        Assert.Equal(FailureCodes.EngineUnavailable, error.Failure.Code);
    }

    [Fact]
    public async Task Engine_ThatIsNotSetUp_SaysWhatToSet()
    {
        using var tools = new ToolRunner();
        var engine = new ChatLlmEngine(tools, Options.Create(new ChatLlmOptions()));

        var error = await Assert.ThrowsAsync<FailureException>(() => engine.VoicesAsync(CancellationToken.None));

        Assert.Contains("Tts:ChatLlm:Program", error.Failure.Message);
    }

    public void Dispose()
    {
        _tools.Dispose();
        _folder.Dispose();
    }

    private string Output => _folder.File("out.pcm");

    private string Script(string body)
    {
        var path = _folder.File("chatllm");
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        return path;
    }

    private Task<int> SpeakAsync(string program)
    {
        var options = new ChatLlmOptions
        {
            Program = program, Model = "voice.bin", SnacModel = "/models/snac.bin", Limit = TimeSpan.FromSeconds(3),
        };
        var chosen = new TtsOptions { Seed = 7, Ngl = 99, TopP = 0.9, RepetitionPenalty = 1.1, Temperature = 0.2 };
        return new ChatLlmEngine(_tools, Options.Create(options)).SpeakAsync(
            "Say \"hello\"; $HOME.", new VoiceChoice("chatllm", "tara", chosen), Output, CancellationToken.None);
    }
}
