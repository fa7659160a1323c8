using App.Core.Operations;
using App.Core.Results;
using App.Features.Accounts;
using App.Features.Calculations;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace App.Features.Admin;

/// <summary>What needs an operator first, and how the installation stands.</summary>
public sealed partial class OverviewPage
{
    private AdminOverview? _overview;
    private IReadOnlyList<Error> _errors = [];
    private bool _busy;

    [Inject] private GetAdminOverview Get { get; set; } = default!;

    [Inject] private AcknowledgeAlert Acknowledge { get; set; } = default!;

    [Inject] private NodeName ThisNode { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync() => _overview = await Get.HandleAsync(Lifetime);

    private async Task AcknowledgeAsync(AlertRecord alert)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        _errors = (await Acknowledge.HandleAsync(alert.Id, (await Session).User.UserId, Lifetime)).Errors;
        _overview = await Get.HandleAsync(Lifetime);
        _busy = false;
    }
}
