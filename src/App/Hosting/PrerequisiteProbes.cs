using App.Core.Operations;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace App.Hosting;

/// <summary>Looks at the data-protection keys: at each that is stored, and whether something can be protected and read again.</summary>
internal sealed class KeyProbe(IKeyManager keys, IDataProtectionProvider protection, IXmlRepository repository) : IKeyProbe
{
    public KeyState Read()
    {
        var protector = protection.CreateProtector("Ballast.Prerequisites");
        var works = Try(() => protector.Unprotect(protector.Protect("whole")) == "whole");

        // The manager leaves out what it cannot parse, so that is counted by the rows.
        var stored = repository.GetAllElements().Count(element => element.Name.LocalName == "key");
        var readable = keys.GetAllKeys().Count(key => Try(() => key.CreateEncryptor() is not null));
        return new KeyState(stored, Math.Max(0, stored - readable), works);
    }

    private static bool Try(Func<bool> attempt)
    {
        try
        {
            return attempt();
        }
#pragma warning disable CA1031 // Whatever the reason: a key that cannot be used is one.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }
}

/// <summary>Looks at the configured sources of prices.</summary>
internal sealed class SourceProbe(MarketDataOptions options) : ISourceProbe
{
    public IReadOnlyList<SourceState> Read() => [.. options.Settings.Sources.Select(name => new SourceState(name, options.Settings.FaultOfSource(name)))];
}
