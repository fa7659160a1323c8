using App.Core.Market;
using App.Core.Risk;

namespace App.Core.Operations;

/// <summary>Looks whether everything is there that the application needs for its work.</summary>
/// <remarks>
/// Side effects: none, but that the first data-protection key is made where there is none. Errors: none; what cannot be read is a prerequisite that is missing.
/// </remarks>
public sealed class CheckPrerequisites(
    ISchemaProbe schema, IKeyProbe keys, IRiskSettingsStore settings, ISourceProbe sources, TradingCalendar calendar, TimeProvider time)
{
    /// <summary>All of them, in the order they are shown.</summary>
    public async Task<IReadOnlyList<Prerequisite>> HandleAsync(CancellationToken cancellationToken)
    {
        var ofSchema = await AttemptAsync("schema", "Database schema", async () => PrerequisiteRules.SchemaOf(await schema.ReadAsync(cancellationToken)));

        // On another schema the tables may not be there to be read.
        var current = ofSchema.Ok ? await TryAsync(() => settings.CurrentAsync(cancellationToken)) : null;
        return
        [
            ofSchema,
            await AttemptAsync("keys", "Data-protection keys", () => Task.FromResult(PrerequisiteRules.KeysOf(ofSchema.Ok ? keys.Read() : new KeyState(0, 0, false)))),
            current is null ? NotReadable("factors", "Factor definitions") : PrerequisiteRules.FactorsOf(current),
            current is null ? NotReadable("scenarios", "Stress scenarios") : PrerequisiteRules.ScenariosOf(current),
            PrerequisiteRules.CalendarOf(calendar, TradingCalendar.NewYorkDate(time.GetUtcNow())),
            PrerequisiteRules.SourcesOf(sources.Read()),
        ];
    }

    private static Prerequisite NotReadable(string name, string title) =>
        new(name, title, false, "nothing that could be read", "what this program can read", "See that the database answers and has the schema of this program; the server's log has the cause.");

    private static async Task<Prerequisite> AttemptAsync(string name, string title, Func<Task<Prerequisite>> check)
    {
        try
        {
            return await check();
        }
        catch (OperationCanceledException)
        {
            throw;
        }
#pragma warning disable CA1031 // The border of one check: whatever keeps it from being made is its answer.
        catch (Exception)
#pragma warning restore CA1031
        {
            return NotReadable(name, title);
        }
    }

    private static async Task<T?> TryAsync<T>(Func<Task<T>> read)
        where T : class
    {
        try
        {
            return await read();
        }
        catch (OperationCanceledException)
        {
            throw;
        }
#pragma warning disable CA1031 // As above: a document that cannot be read is one that is not there.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }
}
