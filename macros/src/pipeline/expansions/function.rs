#[derive(GraphParameters)]
#[graph_function("/users/{userId}/reminderView(StartDateTime='{start}',EndDateTime='{end}')", returns = Vec<Reminder>)]
pub struct ReminderView;
