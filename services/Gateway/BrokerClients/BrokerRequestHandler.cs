using System.Text.Json;
using DaprProcessing.Contracts.BrokerClients;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Gateway.Intake;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Workflows;
using DaprProcessing.Platform.Jobs;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.BrokerClients;

/// <summary>
/// Makes a job of a client's message as of a POST: the same sources, limits and checks. What is refused is told on the broker;
/// what nobody could be told of is a dead letter.
/// </summary>
internal sealed class BrokerRequestHandler(
    BrokerSubmitter submitter, BrokerTenant tenants, OrchestratorClient orchestrator, DeadLetterStore deadLetters,
    IHostEnvironment host, TimeProvider time, IOptions<BrokerOptions> options)
{
    private const int MaxBytes = 64 << 10;

    /// <summary>
    /// Returns once there is nothing left to do for the message. A <see cref="ProblemException"/> says why it cannot be taken at
    /// the moment.
    /// </summary>
    public async Task HandleAsync(BrokerMessage message, CancellationToken cancellationToken)
    {
        var root = Parse(message.Body);
        if (BrokerReplyReader.Read(root) is not { } reply)
        {
            await DeadLetterAsync(message, "nothing in it says whom to answer", cancellationToken);
            return;
        }

        var patience = options.Value.RetryFor;
        try
        {
            if (message.Body.Length > MaxBytes)
            {
                throw ProblemException.BadRequest("message_too_large", $"A message may have at most {MaxBytes} bytes.");
            }

            var tenant = await tenants.FindAsync(cancellationToken);
            if (await submitter.FindAsync(tenant, reply, cancellationToken) is { } earlier)
            {
                await TellAgainAsync(earlier, cancellationToken);
                return;
            }

            var request = BrokerRequestReader.Read(root, reply);
            patience = request.Timeout ?? patience;
            if (IsOver(message, patience))
            {
                throw ProblemException.BadRequest(
                    FailureCodes.DeadlineExceeded, "The request could not be taken before its time was over.");
            }

            await submitter.SubmitAsync(tenant, reply, request, cancellationToken);
        }
        catch (ProblemException problem) when (!problem.Retryable || IsOver(message, patience))
        {
            var failure = new Failure(problem.Code, problem.Message, problem.Retryable);
            await orchestrator.RefuseAsync(new BrokerRefusal(reply, failure, message.At), cancellationToken);
        }
    }

    /// <summary>For one that fails in a way that nobody has foreseen, however often it is tried.</summary>
    public async Task<bool> TryGiveUpAsync(BrokerMessage message, string reason, CancellationToken cancellationToken)
    {
        if (!IsOver(message, options.Value.RetryFor))
        {
            return false;
        }

        await DeadLetterAsync(message, reason, cancellationToken);
        return true;
    }

    private bool IsOver(BrokerMessage message, TimeSpan patience) => time.GetUtcNow() - message.At > patience;

    // Of one that is still at work the end is told when it comes.
    private Task TellAgainAsync(JobRecord job, CancellationToken cancellationToken) =>
        job.Status.IsTerminal() ? orchestrator.TellAsync(job.Id, cancellationToken) : Task.CompletedTask;

    private async Task DeadLetterAsync(BrokerMessage message, string reason, CancellationToken cancellationToken) =>
        await deadLetters.KeepAsync(
            host.ApplicationName, message.Topic, reason, "application/json", message.Body, cancellationToken);

    private static JsonElement Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return StrictJson.Parse(body);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
