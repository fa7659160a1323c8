using App.Core.Accounts;
using Microsoft.AspNetCore.Components;

namespace App.Features.Accounts;

/// <summary>Where one is signed in, and the way to end it. A plain page, which posts forms.</summary>
public sealed partial class SessionsPage
{
    private IReadOnlyList<UserSession> _sessions = [];
    private Guid? _this;

    /// <summary>How many sessions were just ended.</summary>
    [SupplyParameterFromQuery] private int? Ended { get; set; }

    [Inject] private ListUserSessions List { get; set; } = default!;

    [CascadingParameter] private HttpContext HttpContext { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        _this = HttpContext.User.SessionId;
        var sessions = await List.HandleAsync(HttpContext.User.UserId, HttpContext.RequestAborted);
        _sessions = [.. sessions.OrderByDescending(session => session.Id == _this)];
    }
}
