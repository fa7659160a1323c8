using System.Text.Json;
using App.Core.Operations;
using App.Hosting;

namespace App.Cli;

/// <summary>The commands that look at the audit trail, and at what writes it.</summary>
internal static class AuditVerbs
{
    private static readonly JsonSerializerOptions Rows = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static IReadOnlyList<Verb> All { get; } =
    [
        new("audit verify", "audit verify", "Checks that no entry of the audit trail was altered, left out or put in; ends with 1 when one was.", VerifyAsync),
        new("routes", "routes", "Prints every way in as a line of JSON: method, pattern, who may, and what it writes to the audit trail.", RoutesAsync),
    ];

    private static async Task<int> VerifyAsync(CommandLine line, IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        var (head, fault) = await services.GetRequiredService<VerifyAudit>().HandleAsync(cancellationToken);
        output.WriteLine(fault ?? "No entry was altered, left out or put in.");
        output.WriteLine($"{head.Sequence} entries, ending in {head.Hash}.");
        return fault is null ? 0 : 1;
    }

    private static async Task<int> RoutesAsync(CommandLine line, IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        foreach (var row in await services.GetRequiredService<RouteTable>().ListAsync())
        {
            output.WriteLine(JsonSerializer.Serialize(row, Rows));
        }

        return 0;
    }
}
