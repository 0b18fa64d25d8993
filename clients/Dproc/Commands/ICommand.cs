using System.CommandLine;
using DaprProcessing.Client;
using DaprProcessing.Dproc.Output;

namespace DaprProcessing.Dproc.Commands;

/// <summary>One verb.</summary>
internal interface ICommand
{
    /// <summary>Its name, arguments and options.</summary>
    Command Describe();

    /// <summary>It wants the administrator's key in place of a tenant's.</summary>
    bool IsForTheAdministrator(ParseResult parsed) => false;

    /// <summary>What its options change in the way to the platform.</summary>
    void Configure(ParseResult parsed, DocumentServiceOptions options)
    {
    }

    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    Task<int> RunAsync(ParseResult parsed, DocumentService service, Printer printer, CancellationToken cancellationToken);
}
