using System.CommandLine;
using DaprProcessing.Client;
using DaprProcessing.Dproc.Output;

namespace DaprProcessing.Dproc.Commands;

/// <summary>What the administrator does with tenants.</summary>
internal static class TenantCommands
{
    public static ICommand[] All =>
    [
        new ListTenants(), new AddTenant(), new SetTenant(), new RemoveTenant(), new AddKey(), new RotateKey(), new RevokeKey(),
    ];

    private static Argument<string> Name() => new("name") { Description = "The tenant's name." };

    private static Argument<string> Key() => new("key") { Description = "The key's id, the third part of the key." };

    private static Option<string?> Label() => new("--label") { Description = "What the key is for." };

    private static Option<int?> Days() =>
        new("--expires-in-days") { Description = "How long the key is taken; for ever without." };

    private static Task WriteAsync(Printer printer, NewTenantKey key) => printer.WriteAsync(key, _ =>
        $"{key.Key}\n# of {key.Tenant}{(key.ExpiresAt is { } end ? $", until {end:u}" : "")}. It is shown only now.");

    private sealed class ListTenants : ICommand
    {
        public Command Describe() => new("list", "Print tenants and their keys.");

        public async Task<int> RunAsync(
            ParseResult parsed, DocumentService service, Printer printer, CancellationToken cancellationToken)
        {
            foreach (var tenant in await service.ListTenantsAsync(cancellationToken))
            {
                await printer.WriteAsync(tenant, _ => string.Join('\n', (tenant.Keys ?? []).Select(Text)
                    .Prepend($"{tenant.Name}{(tenant.Disabled ? "  disabled" : "")}{LimitOptions.Describe(tenant.Limits)}")));
            }

            return ExitCodes.Done;
        }

        private static string Text(TenantKey key) =>
            $"  {key.Id}  {key.Status,-7}  {key.Label,-16}  used {(key.LastUsedAt is { } at ? $"{at:u}" : "never")}"
            + (key.ExpiresAt is { } end ? $"  until {end:u}" : "");
    }

    private sealed class AddTenant : ICommand
    {
        private readonly Argument<string> _name = Name();
        private readonly Option<string?> _label = Label();
        private readonly Option<int?> _days = Days();
        private readonly LimitOptions _limits = new();

        public Command Describe() => _limits.On(new("add", "Make a tenant and its first key, and print the key.")
        {
            _name, _label, _days,
        });

        public async Task<int> RunAsync(
            ParseResult parsed, DocumentService service, Printer printer, CancellationToken cancellationToken)
        {
            var name = parsed.GetValue(_name)!;
            await service.CreateTenantAsync(name, _limits.Read(parsed), cancellationToken);
            await WriteAsync(
                printer,
                await service.CreateKeyAsync(name, parsed.GetValue(_label), parsed.GetValue(_days), cancellationToken));
            return ExitCodes.Done;
        }
    }

    private sealed class SetTenant : ICommand
    {
        private readonly Argument<string> _name = Name();
        private readonly Option<bool?> _disabled = new("--disabled") { Description = "true shuts it out, false lets it in." };
        private readonly LimitOptions _limits = new();

        public Command Describe() =>
            _limits.On(new("set", "Change a tenant's limits, or shut it out.") { _name, _disabled });

        public async Task<int> RunAsync(
            ParseResult parsed, DocumentService service, Printer printer, CancellationToken cancellationToken)
        {
            var tenant = await service.ChangeTenantAsync(
                parsed.GetValue(_name)!, _limits.Read(parsed), parsed.GetValue(_disabled), cancellationToken);
            await printer.WriteAsync(tenant, _ => $"{tenant.Name}  changed");
            return ExitCodes.Done;
        }
    }

    private sealed class RemoveTenant : ICommand
    {
        private readonly Argument<string> _name = Name();

        public Command Describe() => new("rm", "Remove a tenant with its keys; its jobs stay until they expire.") { _name };

        public async Task<int> RunAsync(
            ParseResult parsed, DocumentService service, Printer printer, CancellationToken cancellationToken)
        {
            var name = parsed.GetValue(_name)!;
            await service.DeleteTenantAsync(name, cancellationToken);
            await printer.WriteAsync(new { name, removed = true }, _ => $"{name}  removed");
            return ExitCodes.Done;
        }
    }

    private sealed class AddKey : ICommand
    {
        private readonly Argument<string> _name = Name();
        private readonly Option<string?> _label = Label();
        private readonly Option<int?> _days = Days();

        public Command Describe() => new("add-key", "Make a key, and print it.") { _name, _label, _days };

        public async Task<int> RunAsync(
            ParseResult parsed, DocumentService service, Printer printer, CancellationToken cancellationToken)
        {
            await WriteAsync(
                printer,
                await service.CreateKeyAsync(
                    parsed.GetValue(_name)!, parsed.GetValue(_label), parsed.GetValue(_days), cancellationToken));
            return ExitCodes.Done;
        }
    }

    private sealed class RotateKey : ICommand
    {
        private readonly Argument<string> _name = Name();
        private readonly Argument<string> _key = Key();

        private readonly Option<int?> _overlap =
            new("--overlap-hours") { Description = "How long the old key is still taken; a day without." };

        public Command Describe() => new("rotate-key", "Make a key in place of another, and print it.") { _name, _key, _overlap };

        public async Task<int> RunAsync(
            ParseResult parsed, DocumentService service, Printer printer, CancellationToken cancellationToken)
        {
            await WriteAsync(
                printer,
                await service.RotateKeyAsync(
                    parsed.GetValue(_name)!, parsed.GetValue(_key)!, parsed.GetValue(_overlap), cancellationToken));
            return ExitCodes.Done;
        }
    }

    private sealed class RevokeKey : ICommand
    {
        private readonly Argument<string> _name = Name();
        private readonly Argument<string> _key = Key();

        public Command Describe() => new("revoke-key", "Revoke a key, at once.") { _name, _key };

        public async Task<int> RunAsync(
            ParseResult parsed, DocumentService service, Printer printer, CancellationToken cancellationToken)
        {
            var (name, key) = (parsed.GetValue(_name)!, parsed.GetValue(_key)!);
            await service.RevokeKeyAsync(name, key, cancellationToken);
            await printer.WriteAsync(new { name, key, revoked = true }, _ => $"{key}  revoked");
            return ExitCodes.Done;
        }
    }
}
