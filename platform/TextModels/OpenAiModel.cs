using System.ClientModel;
using System.ClientModel.Primitives;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Remote;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenAI;

namespace DaprProcessing.TextModels;

/// <summary>An OpenAI-compatible server (vLLM, llama.cpp, Ollama). Section <c>TextModels:OpenAi</c>.</summary>
public sealed class OpenAiModelOptions : TextModelOptions
{
    public const string Section = "TextModels:OpenAi";

    public string Model { get; set; } = "gpt-4o-mini";
}

/// <summary>
/// Chat completions with a JSON Schema for the answer, by Microsoft.Extensions.AI; on the wire a <see cref="RemoteEngine"/>.
/// </summary>
public sealed class OpenAiModel : ITextModel, IDisposable
{
    private readonly OpenAiModelOptions _options;
    private readonly HttpClient _wire = RemoteEngine.NewClient();
    private readonly HttpClient _http;
    private readonly Lazy<IChatClient> _chat;

    public OpenAiModel(IOptions<OpenAiModelOptions> options, TimeProvider time, ILogger<OpenAiModel> logger)
    {
        _options = options.Value;
        _http = new HttpClient(new RemoteEngineHandler(new RemoteEngine(Name, _options, _wire, time, logger)))
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _chat = new Lazy<IChatClient>(NewChat);
    }

    public string Name => "openai";

    public string Model => _options.Model;

    public void CheckSetUp() => _options.CheckSetUp(Name, OpenAiModelOptions.Section);

    public async Task<string> AskAsync(ModelQuestion question, CancellationToken cancellationToken)
    {
        ChatMessage[] messages = [new(ChatRole.System, question.Instructions), new(ChatRole.User, question.Text)];
        var settings = new ChatOptions
        {
            ResponseFormat = ChatResponseFormat.ForJsonSchema(question.Schema, question.SchemaName),
            Temperature = _options.Temperature >= 0 ? (float)_options.Temperature : null,
            MaxOutputTokens = _options.MaxOutputTokens > 0 ? _options.MaxOutputTokens : null,
        };
        try
        {
            var response = await _chat.Value.GetResponseAsync(messages, settings, cancellationToken).ConfigureAwait(false);
            return Read(response, question);
        }
        catch (Exception error) when (error is not (FailureException or OperationCanceledException))
        {
            // The wire's failures are typed already: what is left is what the library could not make an answer of.
            throw ModelOutcomes.Invalid(Name, error);
        }
    }

    public void Dispose()
    {
        if (_chat.IsValueCreated)
        {
            _chat.Value.Dispose();
        }

        _http.Dispose();
        _wire.Dispose();
    }

    private IChatClient NewChat()
    {
        var options = new OpenAIClientOptions
        {
            Endpoint = new Uri($"{_options.Endpoint.TrimEnd('/')}/v1"),
            Transport = new HttpClientPipelineTransport(_http),
            // One of the two is enough to try again.
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        };
        var key = new ApiKeyCredential(_options.ApiKey.Length > 0 ? _options.ApiKey : "none");
        return new OpenAIClient(key, options).GetChatClient(_options.Model).AsIChatClient();
    }

    private string Read(ChatResponse response, ModelQuestion question)
    {
        if (response.Messages.SelectMany(message => message.Contents).OfType<ErrorContent>().FirstOrDefault() is { } refusal)
        {
            throw ModelOutcomes.Blocked(Name, refusal.Message);
        }

        return response.FinishReason switch
        {
            { } finish when finish == ChatFinishReason.Length => throw ModelOutcomes.Truncated(Name, question),
            { } finish when finish == ChatFinishReason.ContentFilter => throw ModelOutcomes.Blocked(Name, finish.Value),
            _ => response.Text,
        };
    }
}
